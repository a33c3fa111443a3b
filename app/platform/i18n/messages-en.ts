/** All messages in one language, as one chunk that a browser downloads for the language it shows. */
export const files = import.meta.glob<object>('./messages/*/en.json', { eager: true, import: 'default' });
