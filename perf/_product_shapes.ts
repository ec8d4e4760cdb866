/** A product that is measured: of `products` pairs, `[rows × inner] · [inner × columns]`. */
export interface ProductShape {
  readonly products: number;
  readonly rows: number;
  readonly inner: number;
  readonly columns: number;
  readonly transposeA: boolean;
  readonly transposeB: boolean;
}

/** The product that stock tfjs computes with XNNPACK: the measure of a machine. */
export const REFERENCE = "[6400×64]·[64×256]";

/**
 * The products of a training step and what a plain loop is bad at, by name. `ᵀ` marks a side that lies
 * transposed in memory; the shape in the name is that of the product.
 */
export function productShapes(): Record<string, ProductShape> {
  const shapes: Record<string, ProductShape> = {};
  const add = (rows: number, inner: number, columns: number, flags: string, products = 1) => {
    const transposeA = flags.includes("a"), transposeB = flags.includes("b");
    const name = `${products > 1 ? `${products} × ` : ""}[${rows}×${inner}]${
      transposeA ? "ᵀ" : ""
    }·[${inner}×${columns}]${transposeB ? "ᵀ" : ""}`;
    shapes[name] = { products, rows, inner, columns, transposeA, transposeB };
  };
  for (const flags of ["", "a", "b", "ab"]) add(6400, 64, 256, flags);
  // Attention of 256 heads: shares · values, queries · keysᵀ.
  add(50, 32, 50, "", 256);
  add(50, 32, 50, "b", 256);
  add(48, 32, 48, "", 256);
  add(1024, 1024, 1024, "");
  // The gradient of a weight: few numbers, each a sum over all positions.
  add(64, 6400, 256, "a");
  return shapes;
}
