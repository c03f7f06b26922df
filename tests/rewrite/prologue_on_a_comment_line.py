#!/usr/bin/env python3
# -*- coding: utf-8 -*-
# What this is.
def f():
    return 1
