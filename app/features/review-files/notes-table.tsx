import { useTranslation } from 'react-i18next';
import { codeLists } from '#app/platform/codes.ts';
import { useCode } from '#app/platform/i18n/use-code.ts';
import { Card } from '#app/ui/card.tsx';
import { Badge } from '#app/ui/tag.tsx';
import type { NoteView } from './review-notes.server.ts';

/** Every reviewer's notes, side by side under each criterion. */
export function NotesTable({ notes }: { notes: readonly NoteView[] }) {
  const { t } = useTranslation('commission');
  const { label } = useCode();
  if (notes.length === 0) return <p className="text-quiet">{t('notes.none')}</p>;
  const criteria = codeLists.reviewCriterion.filter((criterion) => notes.some((note) => note.criterion === criterion));
  return (
    <div className="grid gap-4">
      {criteria.map((criterion) => (
        <Card key={criterion} title={label('reviewCriterion', criterion)}>
          <ul className="grid gap-3">
            {notes
              .filter((note) => note.criterion === criterion)
              .map((note) => (
                <li key={note.reviewer}>
                  <p className="flex flex-wrap items-center gap-2">
                    <span className="font-semibold">{note.reviewer}</span>
                    <Badge tone={note.assessment === 'met' ? 'leaf' : 'neutral'}>{label('assessment', note.assessment)}</Badge>
                  </p>
                  {note.text ? <p className="max-w-prose whitespace-pre-line">{note.text}</p> : null}
                </li>
              ))}
          </ul>
        </Card>
      ))}
    </div>
  );
}
