import { Children, isValidElement, type ReactNode } from 'react';

/** The label of every field among these elements, by the field's name: what a list of errors calls it. */
export function labelsIn(children: ReactNode): Record<string, string> {
  return Object.assign({}, ...Children.toArray(children).map(labelsOf)) as Record<string, string>;
}

function labelsOf(child: ReactNode): Record<string, string> {
  if (!isValidElement<{ field?: { name?: unknown }; label?: unknown; children?: ReactNode }>(child)) return {};
  const { field, label, children } = child.props;
  if (typeof field?.name === 'string' && typeof label === 'string') return { [field.name]: label };
  return typeof children === 'object' ? labelsIn(children) : {};
}
