import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

// Import this first (as a bare import, which stays where it is) in a test that keeps files: the settings are read once,
// when the first of our modules is loaded, and by then they must name a data directory of the test's own.
process.env.ZELF_DATA_DIR = mkdtempSync(path.join(tmpdir(), 'zelf-test-'))
