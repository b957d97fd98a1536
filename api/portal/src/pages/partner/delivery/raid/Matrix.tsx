import { Group, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { RowOf } from '../../../../api/rows';
import { useI18n } from '../../../../i18n';
import { Empty } from '../../../../ui/Page';
import { numberOf, textOrNothing } from '../../../../ui/shown';
import { bandOf } from './Severity';

type Item = RowOf<'project_raid'>;
interface MatrixProps {
  items: Item[];
  tools: ReactNode;
  onOpen(id: string): void;
}

const GRADES = [1, 2, 3, 4, 5];

/** The risks that are not closed, by how bad and how likely they are: the worst stands top right. */
export function Matrix({ items, tools, onOpen }: MatrixProps) {
  const { t } = useI18n();
  const risks = items.filter(
    ({ kind, status, impact, likelihood }) =>
      kind === 'risk' &&
      status !== 'closed' &&
      numberOf(impact) !== undefined &&
      numberOf(likelihood) !== undefined,
  );
  const head = (
    <Group gap="xs" className="no-print" mb="xs">
      {tools}
    </Group>
  );
  if (!risks.length) {
    return (
      <>
        {head}
        <Empty title={t('raid.matrixNone')} />
      </>
    );
  }
  return (
    <>
      {head}
      <Text size="sm" c="dimmed">
        {t('raid.matrixLead')}
      </Text>
      <div className="matrix-box" tabIndex={0} role="region" aria-label={t('raid.matrixCaption')}>
        <table className="matrix">
          <caption>{t('raid.matrixCaption')}</caption>
          <thead>
            <tr>
              <td className="matrix-corner" />
              {GRADES.map((grade) => (
                <th key={grade} scope="col">
                  {t('raid.likelihoodGrade', { grade })}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {GRADES.toReversed().map((impact) => (
              <tr key={impact}>
                <th scope="row">{t('raid.impactGrade', { grade: impact })}</th>
                {GRADES.map((likelihood) => (
                  <Field
                    key={likelihood}
                    severity={impact * likelihood}
                    risks={risks.filter(
                      (risk) => risk.impact === impact && risk.likelihood === likelihood,
                    )}
                    onOpen={onOpen}
                  />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

interface FieldProps {
  severity: number;
  risks: Item[];
  onOpen(id: string): void;
}

function Field({ severity, risks, onOpen }: FieldProps) {
  const { t } = useI18n();
  const band = bandOf(severity);
  const label = t('raid.severity', { severity, band: t(`raid.band.${band}`) });
  return (
    <td className={`severity-${band}`}>
      <span className="matrix-severity" title={label}>
        {severity}
      </span>
      {risks.length > 0 && (
        <ul>
          {risks.map((risk) => (
            <li key={risk.id}>
              <button type="button" onClick={() => onOpen(risk.id)}>
                {textOrNothing(risk.title) ?? '–'}
              </button>
            </li>
          ))}
        </ul>
      )}
    </td>
  );
}
