/** All messages in one language, as one chunk that a browser downloads for the language it shows. */
export const files = import.meta.glob<object>('./messages/*/sq.json', { eager: true, import: 'default' });
