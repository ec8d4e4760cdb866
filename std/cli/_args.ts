/** The type of a flag with a default: the default's, or what the flag gives. */
type WithDefault<T, K, D> = K extends keyof D ? D[K] | Exclude<T, undefined> : T;

/** What `parseArgs` gives for B(oolean), S(tring), C(ollect) and N(egatable) names and D(efaults). */
export type ArgsOf<
  B extends string,
  S extends string,
  C extends string,
  N extends string,
  D extends object,
  DoubleDash extends boolean | undefined,
> =
  & Record<string, unknown>
  & { [K in B]: WithDefault<boolean, K, D> }
  & { [K in Exclude<S, C>]: WithDefault<string | (K extends N ? false : never) | undefined, K, D> }
  & { [K in Extract<S, C>]: WithDefault<string[], K, D> }
  & { _: (string | number)[] }
  & (DoubleDash extends true ? { "--": string[] } : object);
