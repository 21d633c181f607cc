// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
// This program exists for the precompiled header that all tests share, and does nothing of its own.
int main()
{
    return 0;
}
