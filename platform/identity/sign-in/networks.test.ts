import { describe, it } from 'node:test'
import assert from 'node:assert/strict'
import { isInNetworks } from './networks.ts'

describe('the networks of the school', () => {
  it('B21 knows an address of a range, a single address, and IPv6', () => {
    const networks = ['10.20.0.0/16', '192.0.2.7', '2001:db8:5::/48']
    for (const address of ['10.20.3.4', '::ffff:10.20.3.4', '192.0.2.7', '2001:db8:5::9', '2001:db8:5::9%eth0'])
      assert.equal(isInNetworks(address, networks), true, address)
    for (const address of ['10.21.0.1', '192.0.2.8', '2001:db8:6::1', '::1']) assert.equal(isInNetworks(address, networks), false, address)
  })

  it('takes what is no network for none, and nothing for a member of nothing', () => {
    assert.equal(isInNetworks('10.0.0.1', ['Schule', '10.0.0.0/33', '10.0.0.0/-1', '10.0.0.0/x', '', '/8']), false)
    assert.equal(isInNetworks('', ['0.0.0.0/0']), false)
    assert.equal(isInNetworks('unix:', ['0.0.0.0/0']), false)
    assert.equal(isInNetworks('10.0.0.1', []), false)
  })
})
