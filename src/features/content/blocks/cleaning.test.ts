import { parseHTML } from 'linkedom'
import { expect, test } from 'vitest'
import { markdownOf } from './cleaning.ts'
import { htmlOf } from './markdown.ts'

const clean = (html: string) => markdownOf(parseHTML(`<!doctype html><html><body>${html}</body></html>`).document.body)
const READING = { looks: {}, url: (path: string) => path, isTag: () => false }

test('what comes from Word: its lists, its empty paragraphs, its styles and remarks', () => {
  const html = `<!--[if gte mso 9]><xml><o:OfficeDocumentSettings/></xml><![endif]--><style>p.MsoNormal{margin:0}</style>
    <p class=MsoNormal style='margin-bottom:0cm'><b><span lang=FR style='font-size:14.0pt;font-family:"Arial",sans-serif'>Bonjour&nbsp;!<o:p></o:p></span></b></p>
    <p class=MsoNormal><o:p>&nbsp;</o:p></p>
    <p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span style='font-family:Symbol'><span style='mso-list:Ignore'>·<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span></span><![endif]>un tract</p>
    <p class=MsoListParagraphCxSpLast style='mso-list:l0 level2 lfo1'><span style='mso-list:Ignore'>o<span>&nbsp;</span></span>une <i>table</i></p>
    <p class=MsoNormal>Cher·e {{ first_name | default: "ami_e" }}, voir <a href="https://example.org/a_(b)">la page</a>.</p>`
  expect(clean(html)).toBe(
    '**Bonjour\u00a0!**\n\n- un tract\n   - une *table*\n\nCher·e {{ first_name | default: "ami_e" }}, voir [la page](https://example.org/a_%28b%29).',
  )
})

test('what comes from Google Docs: a bold that is none, weights and slants in styles', () => {
  const html = `<meta charset="utf-8"><b style="font-weight:normal;" id="docs-internal-guid-1"><h2 dir="ltr"><span style="font-weight:700">Titre</span></h2>
    <p dir="ltr"><span style="font-weight:400">Un </span><span style="font-weight:700">mot </span><span style="font-style:italic">penché</span></p>
    <ol><li dir="ltr"><p dir="ltr"><span>un</span></p></li><li dir="ltr"><p><span>deux</span></p></li></ol><br></b>`
  expect(clean(html)).toBe('## Titre\n\nUn **mot** *penché*\n\n1. un\n2. deux')
})

test('what comes from a page: no script, no picture, no link that runs something; tables line by line', () => {
  const html = `<div onclick="x()">a<script>alert(1)</script><img src="http://t.example/p.gif"> <a href="javascript:alert(1)">b</a> <a href="//x.example">c</a></div>
    <table><tr><th>Ville</th><td>Lyon</td></tr><tr><th>Jour</th><td>lundi</td></tr></table><blockquote><p>dit<br>ainsi</p></blockquote><hr>`
  expect(clean(html)).toBe('a b c\n\nVille · Lyon\n\nJour · lundi\n\n> dit\n> ainsi\n\n---')
})

test('what means something to Markdown by chance means nothing', () => {
  const html =
    '<p>2 * 3 * 4, un_mot_ici, [crochets]</p><p># pas un titre</p><p>1. pas une liste</p><p>- ni ici</p><p>1980. Une année</p>'
  const shown = htmlOf(clean(html), READING)
  expect(shown).toBe(
    '<p>2 * 3 * 4, un_mot_ici, [crochets]</p>\n<p># pas un titre</p>\n<p>1. pas une liste</p>\n<p>- ni ici</p>\n<p>1980. Une année</p>\n',
  )
})

test('numbers and nested lists keep their order', () => {
  expect(clean('<ol start="3"><li>trois<ul><li>dedans</li></ul></li><li>quatre</li></ol><p>après</p>')).toBe(
    '3. trois\n   - dedans\n4. quatre\n\naprès',
  )
  expect(htmlOf('3. trois\n   - dedans\n4. quatre', READING)).toContain('<li>trois\n<ul>\n<li>dedans</li>')
})
