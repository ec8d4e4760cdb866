/** What the columns of a leaderboard tell. */
export type View = "metrics" | "domains" | "slices" | "pools" | "costs";

/** What a view is called. */
export const VIEWS: Readonly<Record<View, string>> = {
  metrics: "Metrics",
  domains: "Domains",
  slices: "Slices",
  pools: "Whole pools",
  costs: "Cost",
};
