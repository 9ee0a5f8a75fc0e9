// Names of days and months, and the text of HTML.

const MONTHS = [
  "January", "February", "March", "April", "May", "June",
  "July", "August", "September", "October", "November", "December",
];
const MARKS = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

const two = (number) => String(number).padStart(2, "0");

export const yearPath = (date) => String(date.getUTCFullYear());
export const monthPath = (date) => `${yearPath(date)}/${two(date.getUTCMonth() + 1)}`;
export const dayPath = (date) => `${monthPath(date)}/${two(date.getUTCDate())}`;

export const monthName = (date) => `${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
export const dayName = (date) => `${date.getUTCDate()} ${monthName(date)}`;
export const stamp = (date) =>
  `${dayName(date)}, ${two(date.getUTCHours())}:${two(date.getUTCMinutes())}`;
export const machine = (date) => date.toISOString().replace(".000", "");

export const text = (words) =>
  /[&<>"']/.test(words) ? words.replace(/[&<>"']/g, (mark) => MARKS[mark]) : words;
export const counted = (count, one, more) => `${count} ${count === 1 ? one : more}`;
