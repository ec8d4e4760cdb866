import { mark } from "../_format.ts";
import { type Markup, markup } from "./_markup.ts";
import { rowNames } from "../row_names.ts";
import type { LeaderboardTask } from "../schema/leaderboard.ts";
import type { DomainGain } from "../schema/transfer_gain.ts";

/** Shades on either side of 0. */
const SHADES = 4;

/** Transfer gain, methods × domains, as a heat map; a sentence where nobody was trained on one domain. */
export function gainSection({ rows, metrics: [metric], dataset }: LeaderboardTask): Markup {
  const names = rowNames(rows);
  const found = rows.flatMap(({ transferGain }, i) =>
    transferGain ? [{ name: names[i], gains: transferGain }] : []
  );
  if (found.length === 0) {
    return markup`<p class="none">Nothing to show: nobody was trained on single domains, too
(<code>bench run --transfer-gain</code>).</p>`;
  }
  const domains = dataset.domains.filter((name) => found.some(({ gains }) => gains[name]));
  const most = Math.max(
    ...found.flatMap(({ gains }) =>
      domains.map((name) => Math.abs(gainOf(gains[name], metric) ?? 0))
    ),
  );
  return markup`<div class="scroll" tabindex="0" role="region" aria-label="Transfer gains">
<table class="heat"><thead><tr><th scope="col">Method</th>${
    domains.map((name) => markup`<th scope="col">${name}</th>`)
  }</tr></thead><tbody>${
    found.map(({ name, gains }) =>
      markup`<tr><th scope="row">${name}</th>${
        domains.map((domain) => cell(gains[domain], metric, most))
      }</tr>`
    )
  }</tbody></table></div>
<p class="key"><span class="scale">−${percent(most)} ${
    [-4, -3, -2, -1, 0, 1, 2, 3, 4].map((shade) => markup`<span class="g${shade}"></span>`)
  } +${percent(most)}</span> (all domains − that domain alone) / that domain alone, by ${metric}.
Blue: learning from the other domains helped.</p>`;
}

function cell(gain: DomainGain | undefined, metric: string, most: number): Markup {
  const value = gainOf(gain, metric);
  if (!gain || value === null) return markup`<td>–</td>`;
  const shade = most === 0 ? 0 : Math.sign(value) * Math.ceil(SHADES * Math.abs(value) / most);
  const { alone } = gain.metrics[metric];
  const mean = alone.reduce((sum, each) => sum + each, 0) / alone.length;
  const title = `alone ${mark(mean)}, seeds ${gain.seeds.join(", ")}`;
  return markup`<td class="g${shade}" title="${title}">${value < 0 ? "−" : "+"}${
    percent(Math.abs(value))
  }</td>`;
}

function gainOf(gain: DomainGain | undefined, metric: string): number | null {
  return gain?.metrics[metric]?.gain ?? null;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
