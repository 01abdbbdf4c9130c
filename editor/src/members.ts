import { make } from './dom.ts';
import type { Member } from './protocol.ts';

const FACES = 5;

/** Who edits, one face a person however many tabs they have; a lone "+1" is a face instead. */
export function showMembers(host: HTMLElement, members: readonly Member[], me: string): void {
  const people = [...new Map(members.map((member) => [member.user, member])).values()].sort((a, b) => Number(b.user === me) - Number(a.user === me));
  const shown = people.length <= FACES + 1 ? people : people.slice(0, FACES);
  const faces: HTMLElement[] = shown.map((person) => {
    const face = make('span', `face person-${person.color}`, initials(person.name));
    face.title = person.user === me ? `${person.name} (you)` : `${person.name} is editing`;
    face.setAttribute('role', 'img');
    face.setAttribute('aria-label', face.title);
    return face;
  });
  if (people.length > shown.length) {
    const rest = make('span', 'face more', `+${people.length - shown.length}`);
    rest.title = people.slice(shown.length).map((person) => person.name).join(', ');
    faces.push(rest);
  }
  host.replaceChildren(...faces);
}

export function initials(name: string): string {
  const words = name.trim().split(/\s+/).filter(Boolean);
  const letters = words.length > 1 ? [words[0]!, words.at(-1)!] : words;
  return letters.map((word) => [...word][0]!.toLocaleUpperCase()).join('') || '?';
}
