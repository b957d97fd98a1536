import type { CSSProperties } from 'react';
import { shadesOf } from '../../../brand';
import { useI18n } from '../../../i18n';

interface PreviewProps {
  scheme: 'light' | 'dark';
  colour: string;
  /** The source of the image. */
  logo?: string;
  name: string;
}

/**
 * How the portal would look: a picture of it, since the real one has one scheme at a time. The shades
 * are those that the theme takes for buttons and links.
 */
export function Preview({ scheme, colour, logo, name }: PreviewProps) {
  const { t } = useI18n();
  const shades = shadesOf(colour);
  const [button, link] = scheme === 'light' ? [shades[6], shades[6]] : [shades[7], shades[4]];
  const colours = { '--preview-button': button, '--preview-link': link } as CSSProperties;
  const label = t(scheme === 'light' ? 'branding.light' : 'branding.dark');
  return (
    <figure className="preview">
      <figcaption>{label}</figcaption>
      <div
        className="preview-page"
        data-scheme={scheme}
        style={colours}
        role="img"
        aria-label={label}
      >
        <div className="preview-header">
          <img src={logo ?? '/icon.svg'} alt="" className="logo" height={28} />
          <strong>{name}</strong>
          <span className="preview-button">{t('branding.button')}</span>
        </div>
        <div className="preview-card">
          <strong>{t('signIn.title')}</strong>
          <span>{t('signIn.user')}</span>
          <span className="preview-field" />
          <span>{t('signIn.password')}</span>
          <span className="preview-field" />
          <span className="preview-button">{t('signIn.go')}</span>
          <span className="preview-link">{t('signIn.forgot')}</span>
        </div>
      </div>
    </figure>
  );
}
