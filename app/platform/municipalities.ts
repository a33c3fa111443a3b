import type { Code } from './codes.ts';

export interface Municipality {
  /** Two digits of the statistical office. */
  code: Code<'municipality'>;
  sq: string;
  /** Serbian in Latin script. */
  sr: string;
  district: Code<'district'>;
}

/** The 38 municipalities with both official names. Names shown to a reader come from `codes:municipality.<code>`. */
export const municipalities: readonly Municipality[] = [
  { code: '01', sq: 'Deçan', sr: 'Dečani', district: 'gjakova' },
  { code: '02', sq: 'Gjakovë', sr: 'Đakovica', district: 'gjakova' },
  { code: '03', sq: 'Gllogoc', sr: 'Glogovac', district: 'pristina' },
  { code: '04', sq: 'Gjilan', sr: 'Gnjilane', district: 'gjilan' },
  { code: '05', sq: 'Dragash', sr: 'Dragaš', district: 'prizren' },
  { code: '06', sq: 'Istog', sr: 'Istok', district: 'peja' },
  { code: '07', sq: 'Kaçanik', sr: 'Kačanik', district: 'ferizaj' },
  { code: '08', sq: 'Klinë', sr: 'Klina', district: 'peja' },
  { code: '09', sq: 'Fushë Kosovë', sr: 'Kosovo Polje', district: 'pristina' },
  { code: '10', sq: 'Kamenicë', sr: 'Kamenica', district: 'gjilan' },
  { code: '11', sq: 'Mitrovicë e Jugut', sr: 'Južna Mitrovica', district: 'mitrovica' },
  { code: '12', sq: 'Leposaviq', sr: 'Leposavić', district: 'mitrovica' },
  { code: '13', sq: 'Lipjan', sr: 'Lipljan', district: 'pristina' },
  { code: '14', sq: 'Novobërdë', sr: 'Novo Brdo', district: 'pristina' },
  { code: '15', sq: 'Obiliq', sr: 'Obilić', district: 'pristina' },
  { code: '16', sq: 'Rahovec', sr: 'Orahovac', district: 'gjakova' },
  { code: '17', sq: 'Pejë', sr: 'Peć', district: 'peja' },
  { code: '18', sq: 'Podujevë', sr: 'Podujevo', district: 'pristina' },
  { code: '19', sq: 'Prishtinë', sr: 'Priština', district: 'pristina' },
  { code: '20', sq: 'Prizren', sr: 'Prizren', district: 'prizren' },
  { code: '21', sq: 'Skenderaj', sr: 'Srbica', district: 'mitrovica' },
  { code: '22', sq: 'Shtime', sr: 'Štimlje', district: 'ferizaj' },
  { code: '23', sq: 'Shtërpcë', sr: 'Štrpce', district: 'ferizaj' },
  { code: '24', sq: 'Suharekë', sr: 'Suva Reka', district: 'prizren' },
  { code: '25', sq: 'Ferizaj', sr: 'Uroševac', district: 'ferizaj' },
  { code: '26', sq: 'Viti', sr: 'Vitina', district: 'gjilan' },
  { code: '27', sq: 'Vushtrri', sr: 'Vučitrn', district: 'mitrovica' },
  { code: '28', sq: 'Zubin Potok', sr: 'Zubin Potok', district: 'mitrovica' },
  { code: '29', sq: 'Zveçan', sr: 'Zvečan', district: 'mitrovica' },
  { code: '30', sq: 'Malishevë', sr: 'Mališevo', district: 'prizren' },
  { code: '31', sq: 'Junik', sr: 'Junik', district: 'gjakova' },
  { code: '32', sq: 'Mamushë', sr: 'Mamuša', district: 'prizren' },
  { code: '33', sq: 'Hani i Elezit', sr: 'Elez Han', district: 'ferizaj' },
  { code: '34', sq: 'Graçanicë', sr: 'Gračanica', district: 'pristina' },
  { code: '35', sq: 'Ranillug', sr: 'Ranilug', district: 'gjilan' },
  { code: '36', sq: 'Partesh', sr: 'Parteš', district: 'gjilan' },
  { code: '37', sq: 'Kllokot', sr: 'Klokot', district: 'gjilan' },
  { code: '38', sq: 'Mitrovicë e Veriut', sr: 'Severna Mitrovica', district: 'mitrovica' },
];

const districts = new Map(municipalities.map(({ code, district }) => [code, district]));

/** The district of a municipality; undefined for `abroad`, `not_stated` and unknown codes. */
export function districtOf(municipality: Code<'municipality'>): Code<'district'> | undefined {
  return districts.get(municipality);
}
