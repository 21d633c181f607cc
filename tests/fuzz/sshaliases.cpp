// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ssh/sshaliases.h"
#include "tests/fuzz/fuzz.h"

using namespace Nightkeep;

bool fuzz(const QByteArray &data)
{
    const SshConfigNames names = readSshConfigNames(data);
    return !names.hosts.isEmpty() || !names.included.isEmpty();
}

QByteArrayList seeds()
{
    return {"Host moodle-a moodle-b *.example.org !x\n  HostName 10.0.0.1\nInclude conf.d/*\n",
            "host=\"quoted name\" plain\ninclude = \"~/more config\"\n"};
}
