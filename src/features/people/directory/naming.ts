/** A name as one writes it: given name first. */
export function fullName({ given_name, family_name }: { given_name: string; family_name: string | null }): string {
  return family_name ? `${given_name} ${family_name}` : given_name
}
