import { chromium } from '@playwright/test';
import { readFileSync, writeFileSync } from 'node:fs';
const origin='http://localhost:4211';
const accounts=JSON.parse(readFileSync('/tmp/e2e-data/demo-accounts.json','utf8'));
const roles=(process.env.ROLES??'caseworker,counsellor,legal_officer,supervisor,custodian,auditor,secretary,reviewer,chair,analyst,operator').split(',');
const shape=(a:string)=>a.replace(/\?.*|#.*/,'').replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g,'id').replace(/\d+$/,'n');
const b=await chromium.launch({executablePath:'/usr/bin/chromium',args:['--no-sandbox']});
const out:any={};
for(const role of roles){
  const acc=accounts.find((a:any)=>a.roles.includes(role));
  const ctx=await b.newContext({baseURL:origin,locale:'en-GB'}); const page=await ctx.newPage();
  await page.goto('/login'); await page.fill('input[name=email]',acc.email); await page.fill('input[name=password]',acc.password);
  await page.locator('form:has(input[name=password]) button[type=submit]').first().click(); await page.waitForURL(u=>u.pathname!=='/login');
  await page.locator('button[name=language][value=en]').first().click(); await page.waitForSelector('html[lang^=en]');
  const found=new Map<string,string>(); const wait=[new URL(page.url()).pathname,'/cases','/files']; const t0=Date.now();
  while(wait.length&&found.size<80){ const a=wait.shift()!; if(found.has(shape(a)))continue;
    const r=await ctx.request.get(a); const ct=r.headers()['content-type']??'';
    if(!ct.startsWith('text/html')){found.set(shape(a),'('+ct+' '+r.status()+') '+a);continue}
    found.set(shape(a),a+(r.status()!==200?' !!'+r.status():''));
    const html=await r.text();
    for(const m of html.matchAll(/href="(\/[^"]*)"/g)){ if(!/^\/(assets|leave|logout)/.test(m[1]!)) wait.push(m[1]!.replace(/&amp;/g,'&')); }
  }
  out[role]=[...found.entries()]; console.log(role,acc.email,found.size,Date.now()-t0,'ms');
  for(const [k,v] of found) console.log('   ',k,'  ',v.length>120?v.slice(0,120):v);
  await ctx.close();
}
writeFileSync('/tmp/e2e-log/recon.json',JSON.stringify(out));
await b.close();
