import { NavLink } from 'react-router';
import styles from './administrator-header.module.css';
import { AppHeader, type AppHeaderProps } from './app-header.js';

const PAGES = [
  { to: '/admin/services', label: 'Services' },
  { to: '/studio/modeler', label: 'Modeler' },
  { to: '/studio/scripts', label: 'Scripts' },
] as const;

/** The bar of the administrator's pages, with the way from one to the other. */
export function AdministratorHeader(props: Omit<AppHeaderProps, 'children' | 'beforeLogOut'>) {
  return (
    <AppHeader {...props}>
      <nav aria-label="Administration" className={styles.pages}>
        {PAGES.map(({ to, label }) => (
          // Another page is loaded whole, so that the browser asks before it drops what is not saved.
          <NavLink key={to} to={to} reloadDocument className={styles.page ?? ''}>
            {label}
          </NavLink>
        ))}
      </nav>
    </AppHeader>
  );
}
