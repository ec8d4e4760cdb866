// Tries to have its bytes on stdout taken for the runner's, before the runner says a word.
// Has to: be refused: no frame.
Deno.stdout.writeSync(new TextEncoder().encode("PFW1, trust me: NDCG 1.0"));
export default {};
