/**
 * A value as JSON for a `<script type="application/json">`: no `<` is left, so that nothing in it can
 * end the element or begin a comment. The same value for whoever parses it.
 */
export function embedJson(value: unknown): string {
  return JSON.stringify(value).replaceAll("<", "\\u003c");
}
