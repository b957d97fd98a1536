import { Input, SegmentedControl } from '@mantine/core';
import { useId } from 'react';
import { useI18n } from '../i18n';
import type { ValueProps } from './command/valueProps';

const GRADES = ['1', '2', '3', '4', '5'];

/** How much of something people see, from 1 to 5. */
export function GradeValue({ label, required, error, value, onChange }: ValueProps) {
  const { t } = useI18n();
  const id = useId();
  return (
    <Input.Wrapper
      label={label}
      labelElement="div"
      labelProps={{ id }}
      description={t('grade.hint')}
      withAsterisk={required}
      error={error}
    >
      <div>
        <SegmentedControl
          aria-labelledby={id}
          className="view-choice"
          data={GRADES}
          value={typeof value === 'number' ? String(value) : ''}
          onChange={(next) => onChange(Number(next))}
        />
      </div>
    </Input.Wrapper>
  );
}
