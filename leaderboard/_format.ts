/** A mark with four decimals, or three from 1 on: always five characters, a sign aside. */
export function mark(value: number): string {
  const size = Math.abs(value), sign = value < 0 ? "−" : "";
  const text = size.toFixed(4);
  return sign + (text.startsWith("0.") ? text.slice(1) : size.toFixed(3));
}

/** A whole number with a comma at every third digit. */
export function count(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ",");
}

/** Seconds as people say them. */
export function duration(seconds: number): string {
  if (seconds < 99.95) return `${seconds.toFixed(1)} s`;
  if (seconds < 5997) return `${(seconds / 60).toFixed(1)} min`;
  return `${(seconds / 3600).toFixed(1)} h`;
}

/** Bytes in mebibytes. */
export function memory(bytes: number): string {
  return `${count(Math.round(bytes / 1048576))} MiB`;
}

/** A name cut to a length that a column can bear. */
export function short(name: string): string {
  return name.length > 18 ? `${name.slice(0, 17)}…` : name;
}
