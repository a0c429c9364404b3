// The visual language told to antd. The values are those of design/tokens.css.
import { theme, type ThemeConfig } from 'antd'

const LIGHT = {
  bg: '#f4f5f7', surface: '#ffffff', sunken: '#eceff3', overlay: '#ffffff', text: '#161a21', text2: '#475060', text3: '#626b79',
  line: '#e3e6eb', line2: '#cdd3db', control: '#7d8694', brand: '#2f5bea', brandText: '#2a50d2', brandSoft: '#ebf0fe',
  warnFill: '#c87812', danger: '#b3241a', shadow: '0 6px 24px rgb(22 26 33 / .10),0 1px 3px rgb(22 26 33 / .08)',
}

const DARK: typeof LIGHT = {
  bg: '#0e1115', surface: '#161a20', sunken: '#1d222a', overlay: '#20262f', text: '#e8ebf0', text2: '#aab3c0', text3: '#8d97a5',
  line: '#272d36', line2: '#3a424e', control: '#6b7685', brand: '#3d66ee', brandText: '#8caaff', brandSoft: '#1b2544',
  warnFill: '#d08a2c', danger: '#ff8a80', shadow: '0 8px 28px rgb(0 0 0 / .5),0 0 0 1px #2c333d',
}

/** Where motion is reduced, antd must not wait for an animation that never runs. */
const motionReduced = () => globalThis.matchMedia('(prefers-reduced-motion: reduce)').matches

export function antdTheme(dark: boolean): ThemeConfig {
  const c = dark ? DARK : LIGHT
  return {
    cssVar: { key: 'beichen' },
    algorithm: dark ? theme.darkAlgorithm : theme.defaultAlgorithm,
    token: {
      motion: !motionReduced(),
      colorPrimary: c.brand, colorLink: c.brandText, colorInfo: c.brand, colorSuccess: c.brand, colorWarning: c.warnFill, colorError: c.danger,
      colorTextBase: c.text, colorBgBase: c.surface, colorText: c.text, colorTextSecondary: c.text2, colorTextTertiary: c.text3,
      colorTextPlaceholder: c.text3, colorTextDescription: c.text3, colorBgLayout: c.bg, colorBgContainer: c.surface, colorBgElevated: c.overlay,
      colorBorder: c.control, colorBorderSecondary: c.line, controlItemBgHover: c.sunken, controlItemBgActive: c.sunken,
      borderRadius: 8, borderRadiusLG: 12, borderRadiusSM: 4, controlHeight: 36, controlHeightLG: 44,
      boxShadowTertiary: 'none', boxShadowSecondary: c.shadow, motionDurationMid: '.2s', fontSize: 14,
      fontFamily: 'var(--font)', controlOutline: c.brandSoft,
    },
    components: {
      Button: { primaryShadow: 'none', defaultShadow: 'none', defaultBorderColor: c.line2, fontWeight: 500, colorPrimaryHover: c.brand },
      Input: { activeShadow: `0 0 0 3px ${c.brandSoft}`, hoverBorderColor: c.control, activeBorderColor: c.brand },
      Dropdown: { controlItemBgHover: c.sunken, controlItemBgActive: c.sunken, controlItemBgActiveHover: c.sunken, colorPrimary: c.brandText, paddingBlock: 6 },
    },
  }
}
