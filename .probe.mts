import { chromium } from '@playwright/test';
process.env.LINDEN_E2E_DATA_DIR='/tmp/e2e-data2';
const { signIn, accountsWith } = await import('./tests/support/e2e.ts');
const { pagesFrom, PAGE_KINDS, speak } = await import('./tests/support/walk.ts');
const b=await chromium.launch({executablePath:'/usr/bin/chromium',args:['--no-sandbox']});
for(const role of process.argv.slice(2)){ const ctx=await b.newContext({baseURL:'http://localhost:4211'}); const page=await ctx.newPage(); await signIn(page,accountsWith(role)[0]!); await speak(page,'en');
 const t=Date.now(); let f; try{ f=await pagesFrom(page,['/','/cases?sort=-opened'].slice(0,['caseworker','counsellor','legal_officer','supervisor'].includes(role)?2:1)); }catch(e){console.log(role,String(e).slice(0,300));continue}
 console.log(role,f.length,Date.now()-t); for(const x of f) console.log('  ',x.kind,x.address);}
console.log(PAGE_KINDS.join('\n'));
await b.close();
