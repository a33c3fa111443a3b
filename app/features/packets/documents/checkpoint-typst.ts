export const CHECKPOINT = String.raw`
// Size and moment, then the whole root: whoever holds the paper can hold the log against it.
#let checkpoint(state) = if state == none { text(fill: muted, t.checkpoint_none) } else {
  state.line
  linebreak()
  digits(state.root_lines.join(linebreak()))
}
`;
