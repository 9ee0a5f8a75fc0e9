import { page } from "../_includes/parts.js";

export const data = { permalink: "/404.html", eleventyExcludeFromCollections: true };

export function render() {
  return page("Not here", undefined, "/404.html", "<h1>Not here</h1>");
}
