// What changed while a partner was away, and why he sees it.
import { expect, test } from './loggia';
import { link, makeStep } from './records';

test('who comes back is told what is new since his last visit, and why', async ({ as, host }) => {
  const step = await makeStep(host);
  const partner = await as('nora');
  const since = partner.getByRole('region', { name: 'Since my last visit' });
  await expect(since.getByText(step.order)).toHaveCount(0);
  await link(host, step, 'nora');
  // What is told of an absence is asked once; another visit asks again.
  await partner.reload();
  await since.getByText('24 hours').click();
  const news = since.getByRole('region', { name: 'Work steps' });
  await expect(news.getByText('The resource is linked to you.').first()).toBeVisible();

  await partner.goto(`/work-steps?step=${step.id}`);
  await partner.getByRole('button', { name: 'Why do I see this?' }).click();
  await expect(partner.getByText('✓ The resource is linked to you.')).toBeVisible();

  await partner.goto('/what-i-see');
  const seen = partner.getByRole('region', { name: /^Work steps: / });
  await expect(seen.getByText('A work step is on that resource.')).toBeVisible();
  await expect(seen.getByText(/You are told: .*Order/)).toBeVisible();
});
