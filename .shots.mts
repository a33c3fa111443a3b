import { chromium } from '@playwright/test';
import { readFileSync } from 'node:fs';
const origin='http://localhost:4211';
const accounts=JSON.parse(readFileSync('/tmp/e2e-data2/demo-accounts.json','utf8'));
// args: outprefix width scheme lang role addr...
const [prefix,width,scheme,lang,role,...addrs]=process.argv.slice(2);
const b=await chromium.launch({executablePath:'/usr/bin/chromium',args:['--no-sandbox']});
const acc=accounts.find((a:any)=>role!.includes('@')?a.email===role:a.roles.includes(role));
const ctx=await b.newContext({baseURL:origin,locale:'en-GB',viewport:{width:+width!,height:+width!<500?700:900},colorScheme:scheme as any}); const page=await ctx.newPage();
page.on('console',m=>m.type()==='error'&&console.log('CONSOLE',page.url(),m.text())); page.on('pageerror',e=>console.log('PAGEERROR',e.message));
if(role!=='none'){await page.goto('/login'); await page.fill('input[name=email]',acc.email); await page.fill('input[name=password]',acc.password);
await page.locator('form:has(input[name=password]) button[type=submit]').first().click(); await page.waitForURL(u=>u.pathname!=='/login'); await page.waitForLoadState('networkidle');}
else await page.goto('/login');
await page.request.post('/language',{form:{language:lang!},headers:{Origin:origin}}).catch(()=>{});
for(const [i,a] of addrs.entries()){ const r=await page.goto(a); await page.waitForLoadState('networkidle');
 const sc=await page.evaluate(()=>[document.documentElement.scrollWidth,document.documentElement.clientWidth]);
 const f=`/tmp/e2e-shots/${prefix}-${String(i).padStart(2,'0')}.png`; await page.screenshot({path:f,fullPage:true}); console.log(f,r!.status(),sc.join('/'),a,await page.locator('html').getAttribute('lang'));}
await b.close();
