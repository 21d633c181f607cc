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
    QByteArray many;
    for (int i = 0; i < 1100; ++i)
        many += "Host h" + QByteArray::number(i) + '\n';
    return {"Host moodle-a moodle-b *.example.org !x\n  HostName 10.0.0.1\nInclude conf.d/*\n",
            "host=\"quoted name\" plain\ninclude = \"~/more config\"\n",
            "# Host none\r\n\tHOST\t=\tmoodle-a=b fe80::1 -oProxyCommand=x\r\nMatch host moodle-c exec \"true\"\r\n"
            "  User x\r\nInclude /etc/a \"b c\" d\r\n",
            "Host \"open\nHost a\"b c\"d\n=Host=x\nHost = = y\n  Host\f z \n\nInclude\n", many};
}
