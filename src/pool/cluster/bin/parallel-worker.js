#!/usr/bin/env node
'use strict';
const { parallelWorker } = require('../../../dist/pool/cluster/parallel-worker.js');
parallelWorker(process.argv.slice(2)).then((code) => process.exit(code));
