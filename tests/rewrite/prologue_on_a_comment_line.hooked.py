#!/usr/bin/env python3
# -*- coding: utf-8 -*-
«prologue»# What this is.
def f():
    dbg();return 1
