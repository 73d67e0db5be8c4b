// Dates as a reader types them and as the address holds them: `15/3/2022`, `3/2022`, `2022` and `2022-03-15`, `2022-03`, `2022`.

const TYPED = /^(?:(?:(\d{1,2})[/.-])?(\d{1,2})[/.-])?(\d{4})$/;
const ISO = /^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?$/;

/** What was typed as the address holds it; "" for nothing, null for no date. */
export function isoDate(text) {
  const typed = text.trim();
  if (!typed) return "";
  const [day, month, year] = TYPED.exec(typed)?.slice(1) ?? ISO.exec(typed)?.slice(1).reverse() ?? [];
  if (!year || !isDay(Number(year), Number(month ?? 1), Number(day ?? 1))) return null;
  return [year, ...[month, day].filter(Boolean).map((part) => part.padStart(2, "0"))].join("-");
}

function isDay(year, month, day) {
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

/** What the address holds as it is written in Vietnamese. */
export const shownDate = (iso) => iso.split("-").reverse().join("/");
