/** A Python that has PyTorch. */
export interface Torch {
  /** Its command. */
  readonly python: string;
  readonly version: string;
  /** Whether it has a GPU. */
  readonly cuda: boolean;
  /**
   * What its BLAS gives on one thread for [6400×64]·[64×256]: Debian's reference BLAS a tenth of
   * OpenBLAS, and a step measured with it says nothing of PyTorch.
   */
  readonly gigaflops: number;
}

const ABOUT = `
import json, time, torch
torch.set_num_threads(1)
a, b = torch.randn(6400, 64), torch.randn(64, 256)
times = []
for _ in range(10):
    start = time.perf_counter()
    a @ b
    times.append(time.perf_counter() - start)
print(json.dumps({
    "version": torch.__version__,
    "cuda": torch.cuda.is_available(),
    "gigaflops": 2 * 6400 * 64 * 256 / sorted(times)[5] / 1e9,
}))
`;

/**
 * Looks for PyTorch: in `python3`, then in the system's own, which a version manager may hide and
 * which is the one that Debian's python3-torch belongs to.
 */
export async function findTorch(): Promise<Torch | undefined> {
  for (const python of ["python3", "/usr/bin/python3"]) {
    try {
      const { success, stdout } = await new Deno.Command(python, {
        args: ["-c", ABOUT],
        stderr: "null",
      }).output();
      if (success) return { python, ...JSON.parse(new TextDecoder().decode(stdout)) };
    } catch (error) {
      if (!(error instanceof Deno.errors.NotFound)) throw error;
    }
  }
  return undefined;
}
