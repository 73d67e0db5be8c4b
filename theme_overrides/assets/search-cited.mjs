// The filter by a cited document: twin of builder/search/cited_filter.py.

import { nfc, numberKey, unmarked } from "./search-core.mjs";
import { isNumber, parse } from "./search-query.mjs";

const DATE = /[\s,(]+(?:ngày|ngay|năm|nam)?\s*(?:(\d{4}-\d\d-\d\d)|(?:(\d{1,2})(?:[/.-]|\s+(?:tháng|thang)\s+)(\d{1,2})(?:[/.-]|\s+(?:năm|nam)\s+))?((?:19|20)\d\d))[\s)]*$/iu;
const A_YEAR = /^(?:19|20)\d\d$/;

/** From the keys of a cited document to a test of the date of the bulletin that cites it. */
export function citedTest(text) {
  const { wanted, date } = read(nfc(text));
  return (value) => {
    const at = value.lastIndexOf("/");
    const means = value.slice(0, at).split(" ").some((key) => wanted.some((one) => covers(one, key)));
    return (bulletinDate) => means && fits(date, value.slice(at + 1), bulletinDate);
  };
}

function read(text) {
  let found = DATE.exec(text);
  if (found && !/\d/.test(text.slice(0, found.index))) found = null; // `Kế hoạch 2021`: the figure is the number
  const rest = found ? text.slice(0, found.index) : text;
  const unit = parse(rest).units.find(isNumber);
  const keys = unit ? unit.terms.map((term) => term.key) : [unmarked(numberKey(rest))];
  return { wanted: keys.filter(Boolean).map((key) => key.replace(/^s[od]-/, "").split("-")), date: found ? iso(found) : "" };
}

const iso = ([, day, date, month, year]) => day ?? (date ? `${year}-${month.padStart(2, "0")}-${date.padStart(2, "0")}` : year);

function fits(wanted, date, bulletinDate) {
  if (!date.startsWith("~")) return wanted.startsWith(date.slice(0, wanted.length));
  const age = Number(bulletinDate.slice(0, 4)) - Number(wanted.slice(0, 4));
  return !wanted || (bulletinDate !== "" && age >= 0 && age <= Number(date.slice(1)));
}

/** `5`, `5-ct` and `5-ct-tw` cover `5-ct-tw`; `14-nq` covers `14-2023-nq-hdnd`. */
function covers(wanted, key) {
  const parts = key.split("-");
  if (A_YEAR.test(parts[1] ?? "") && !A_YEAR.test(wanted[1] ?? "")) parts.splice(1, 1);
  return wanted.every((part, index) => parts[index] === part);
}
