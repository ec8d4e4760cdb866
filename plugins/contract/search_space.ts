/** What a hyper-parameter search may try, per config value: a list, or a range (uniform, or by ratio if `log`). */
export type SearchSpace<C extends object> = {
  readonly [K in keyof C]?:
    | readonly C[K][]
    | { readonly min: number; readonly max: number; readonly log?: true; readonly integer?: true };
};
