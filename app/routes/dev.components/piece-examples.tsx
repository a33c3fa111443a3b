import { codeLists } from '#app/platform/codes.ts';
import { useCode } from '#app/platform/i18n/use-code.ts';
import { ButtonLink } from '#app/ui/button-link.tsx';
import { Card, Section } from '#app/ui/card.tsx';
import { ConfirmDisclosure } from '#app/ui/confirm-disclosure.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { DefinitionList } from '#app/ui/definition-list.tsx';
import { DueDate } from '#app/ui/due-date.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { ErrorPage } from '#app/ui/error-page.tsx';
import { FilterBar, FilterSelect, FilterText } from '#app/ui/filter-bar.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { usePageLink } from '#app/ui/page-link.ts';
import { Pagination } from '#app/ui/pagination.tsx';
import { DraftNotice, LeaveDraftForm } from '#app/ui/quiet/draft-notice.tsx';
import { ReadinessTag, StateTag } from '#app/ui/state-tag.tsx';
import { Stepper } from '#app/ui/stepper.tsx';
import { Tabs } from '#app/ui/tabs.tsx';
import { Badge } from '#app/ui/tag.tsx';
import { Timeline } from '#app/ui/timeline.tsx';

const today = '2026-11-23';
const rows = [
  { code: 'K7-4821', step: 'assessment', due: '2026-11-20', days: 41, state: 'drafting' },
  { code: 'K7-4907', step: 'implementation', due: '2026-11-24', days: 8, state: 'incomplete' },
  { code: 'K7-5012', step: 'follow_up', due: '2026-12-30', days: 3, state: 'recognised' },
] as const;

export function PieceExamples({ sort }: { sort: string }) {
  const { label, choices } = useCode();
  const pageLink = usePageLink();
  return (
    <>
      <Tabs
        items={[
          { to: '/dev/components', label: 'Overview', end: true },
          { to: '/dev/components/timeline', label: 'Timeline', count: 4 },
          { to: '/dev/components/documents', label: 'Documents' },
        ]}
      />
      <Section title="Steps">
        <Stepper
          steps={codeLists.caseStep.map((step, position) => ({
            key: step,
            label: label('caseStep', step),
            state: position < 2 ? 'done' : position === 2 ? 'current' : 'later',
            ...(position < 2 ? { detail: '3.11.2026' } : {}),
          }))}
        />
      </Section>
      <Section title="Buttons">
        <div className="flex flex-wrap gap-3">
          <ButtonLink to="#primary">Primary</ButtonLink>
          <ButtonLink to="#secondary" look="secondary">
            Secondary
          </ButtonLink>
          <ButtonLink to="#quiet" look="quiet">
            Quiet
          </ButtonLink>
          <ButtonLink to="#small" look="secondary" small>
            Small
          </ButtonLink>
        </div>
      </Section>
      <Section title="Table">
        <FilterBar keep={{ sort }}>
          <FilterSelect name="step" label="Step" value={undefined} options={choices('caseStep')} />
          <FilterText name="code" label="Code" value="K7" />
        </FilterBar>
        <DataTable
          caption="Example cases"
          sort={sort}
          rows={rows}
          rowKey={(row) => row.code}
          columns={[
            { key: 'code', header: 'Code', sortable: true, cell: (row) => row.code },
            { key: 'step', header: 'Step', cell: (row) => label('caseStep', row.step) },
            { key: 'state', header: 'Application', cell: (row) => <StateTag state={row.state} /> },
            {
              key: 'due',
              header: 'Due',
              sortable: true,
              cell: (row) => <DueDate date={row.due} today={today} unverified />,
            },
            { key: 'days', header: 'Days', numeric: true, sortable: true, cell: (row) => row.days },
          ]}
        />
        <Pagination previous={null} next={pageLink({ page: '2' })} summary="1–3 / 9" />
      </Section>
      <Section title="Tags">
        <p className="flex flex-wrap gap-2">
          {codeLists.applicationState.map((state) => (
            <StateTag key={state} state={state} />
          ))}
          {codeLists.readiness.map((readiness) => (
            <ReadinessTag key={readiness} readiness={readiness} />
          ))}
          <Badge tone="brick">Danger</Badge>
        </p>
      </Section>
      <Section title="Notices">
        <div className="grid gap-3">
          <Notice kind="info">A sentence that helps.</Notice>
          <Notice kind="success" live>
            The consent is recorded.
          </Notice>
          <Notice kind="warn">This date lies outside the period. It can stay as it is.</Notice>
          <Notice kind="danger">This cannot be undone.</Notice>
          <DraftNotice savedAt="2026-11-23T10:05:00Z" leaving="example-leave" />
          <LeaveDraftForm id="example-leave" mark="/dev/components#example" />
        </div>
      </Section>
      <div className="mt-8 grid gap-4 md:grid-cols-2">
        <Card title="Facts" aside={<Badge>K7-4821</Badge>}>
          <DefinitionList
            items={[
              { term: 'Municipality', value: label('municipality', '19') },
              { term: 'District', value: label('district', 'pristina') },
              { term: 'Hours to call', value: null },
            ]}
          />
        </Card>
        <Card title="Timeline">
          <Timeline
            entries={[
              { id: 'b', at: '2026-11-18', title: 'Individual counselling', meta: '50 min', body: 'A short note.' },
              { id: 'a', at: '2026-11-03', title: 'First contact' },
            ]}
          />
        </Card>
      </div>
      <Section title="Deliberate acts">
        <div className="flex flex-wrap items-start gap-3">
          <ConfirmDisclosure action="Show names">
            <p>This is recorded.</p>
          </ConfirmDisclosure>
          <ConfirmDisclosure action="Withdraw the consent" danger>
            <p>Sharing stops at once.</p>
          </ConfirmDisclosure>
        </div>
      </Section>
      <Section title="Nothing here">
        <EmptyState
          title="No tasks today"
          text="New ones appear here by themselves."
          next={<ButtonLink to="#next">Next</ButtonLink>}
        />
      </Section>
      <Section title="Error page">
        <ErrorPage status={409} headingLevel={3} />
      </Section>
    </>
  );
}
