/** What a method's side was doing when it ended: opened, or asked one of these. */
export type Stage = "open" | "fit" | "load" | "adapt" | "score" | "vectors" | "save";
