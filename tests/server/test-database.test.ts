import pg from 'pg'
import { describe, expect, it } from 'vitest'
import { createTestDatabase } from '#tests/support/database.ts'

describe('a test database', () => {
  it('is migrated, empty and separate from the next one', async () => {
    const [one, two] = [await createTestDatabase(), await createTestDatabase()]
    const client = new pg.Client({ connectionString: one.url })
    await client.connect()
    await client.query(`INSERT INTO setting (key, value, updated_at) VALUES ('a', '1', now())`)
    await client.end()
    const other = new pg.Client({ connectionString: two.url })
    await other.connect()
    const found = await other.query('SELECT * FROM setting')
    await other.end()
    expect(found.rows).toEqual([])
    await one.drop()
    await two.drop()
  })
})
