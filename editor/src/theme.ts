// Loaded before anything is painted, so that the page comes up in the right colours and with the side bar as it was left.
import { applyTheme, readTheme } from './page/themes.ts';
import { applySide } from './page/sidebar-state.ts';

applyTheme(readTheme());
applySide();
