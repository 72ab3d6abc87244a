// Any Node can read this file. It looks whether the Node that runs it can run TypeScript, and goes on there.
var found = process.versions.node.split('.').map(Number)
var good = found[0] > 22 || (found[0] === 22 && found[1] >= 18)
if (good) {
  import('./test.ts')
} else {
  console.error(
    'Zelf needs Node 22.18 or newer and this is ' +
      process.versions.node +
      ': run "npm ci", which brings its own, and then "npm test".',
  )
  process.exit(1)
}
