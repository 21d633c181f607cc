// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What nightkeepctl is when ssh starts it: askpass, and nothing else.
#include "app/ssh/askpass.h"

int main(int argc, char **argv)
{
    return Nightkeep::isAskpassCall() ? Nightkeep::runAskpass(argc, argv) : 2;
}
