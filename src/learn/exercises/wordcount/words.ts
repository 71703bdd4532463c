/** Words of lower-case letters and digits. */
export const PLAIN = ['a', 'be', 'the', 'and', 'word', 'light', 'in2', '42', 'x'];
/** Case, accents, digits, apostrophes of both kinds, and names that every object has. */
export const CASES = ['The', 'THE', 'the', 'And', 'and', 'Light', 'LIGHT'];
export const LETTERS = ["don't", 'o’clock', 'café', 'ärger', 'naïve', 'σοφός', 'constructor', "rock'n'roll", '7th', "'tis", "sons'", 'kings’'];
/** For texts that begin with short words and end with long ones. */
export const SHORT = ['a', 'be', 'x', 'I'];
export const LONG = ['kingdoms', 'children', 'wherefore', 'heavens'];
export const GAPS = [' ', '\n', ', ', '. ', ' - ', '; ', ': ', '  ', '? ', '! ', ' (', ') ', ' "'];
