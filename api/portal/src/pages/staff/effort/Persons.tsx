import type { PersonEntry } from '../../../api/client';
import { tagOf, useStaffRows } from '../../../api/rows';
import { useI18n } from '../../../i18n';
import { CommandButton } from '../../../ui/CommandButton';
import { Part } from '../../../ui/Detail';
import { RecordFacts } from '../../../ui/Facts';
import { Line, Lines } from '../../../ui/Lines';
import { Empty, Page } from '../../../ui/Page';
import { Records } from '../../../ui/Records';
import { useLooks } from '../projects/looks';

/** Whether a person is a contact, a colleague, or nobody yet. */
const kindOf = ({ of }: PersonEntry) => Object.keys(of)[0] ?? '';

/** On whom project work is planned. */
export default function Persons() {
  const { t, name, number } = useI18n();
  const looks = {
    ...useLooks(),
    of: {
      label: t('book.personIs'),
      value: (person: PersonEntry) => name(`person_${kindOf(person)}`),
      cell: (person: PersonEntry) => name(`person_${kindOf(person)}`),
    },
    skills: {
      value: ({ skills }: PersonEntry) => skills.map((skill) => skill.name).join(', '),
      cell: ({ skills }: PersonEntry) => skills.map((skill) => skill.name).join(', '),
    },
    availability: {
      value: ({ availability }: PersonEntry) => availability.length,
      cell: ({ availability }: PersonEntry) => number(availability.length),
    },
  };
  const list = useStaffRows('persons');
  const create = <CommandButton command="create-person" variant="filled" />;
  return (
    <Page title={t('book.persons')} lead={t('book.personsLead')} actions={create} fill>
      <Records
        of={list}
        first="name"
        name="staff-persons"
        caption={t('book.persons')}
        looks={looks}
        filters={['role', 'of', 'schedulable']}
        csv="/v1/staff/persons?format=csv"
        empty={<Empty title={t('book.noPersons')}>{t('book.noPersonsWhy')}</Empty>}
        titleOf={(person) => person.name ?? t('book.person')}
        actions={(person) => <PersonActions person={person} />}
        detail={(person) => (
          <>
            <RecordFacts of={person} looks={looks} skip={['name', 'skills', 'availability']} />
            <Profile person={person} />
          </>
        )}
      />
    </Page>
  );
}

function PersonActions({ person }: { person: PersonEntry }) {
  const of = { fixed: { person: person.id }, ifMatch: tagOf(person) };
  const { supervisor, role, schedulable, skills, availability } = person;
  return (
    <>
      <CommandButton {...of} command="change-person" initial={{ supervisor, role, schedulable }} />
      {kindOf(person) === 'name' && <CommandButton {...of} command="staff-person" />}
      <CommandButton {...of} command="set-skills" initial={{ skills }} />
      <CommandButton {...of} command="set-availability" initial={{ periods: availability }} />
      <CommandButton command="book-person" fixed={{ person: person.id }} />
    </>
  );
}

/** What a person can do, and when. */
function Profile({ person }: { person: PersonEntry }) {
  const { t, day, name } = useI18n();
  const skills = person.skills.map((skill) => ({
    ...skill,
    id: `${skill.category} ${skill.name}`,
  }));
  const periods = person.availability.map((period) => ({
    ...period,
    id: `${period.from} ${JSON.stringify(period.availability)}`,
  }));
  return (
    <>
      <Part title={name('skills')}>
        <Lines of={skills} none={t('book.noSkills')}>
          {(skill) => (
            <Line
              title={skill.name}
              about={[
                skill.category,
                t('book.level', { level: skill.level }),
                skill.valid_until && t('book.validUntil', { day: day(skill.valid_until) }),
              ]
                .filter(Boolean)
                .join(' · ')}
            />
          )}
        </Lines>
      </Part>
      <Part title={name('availability')}>
        <Lines of={periods} none={t('book.always')}>
          {({ from, until, availability }) => (
            <Line
              title={t('book.fromTo', { from: day(from), to: day(until) })}
              about={
                availability === 'time_off'
                  ? name(availability)
                  : t('book.percent', { percent: availability.percent })
              }
            />
          )}
        </Lines>
      </Part>
    </>
  );
}
