#!/usr/bin/env node
import '../dist/caruso.js';
