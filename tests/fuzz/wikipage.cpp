// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/wiki/wikifilereader.h"
#include "tests/fuzz/fuzz.h"

#include <tuple>

using namespace Nightkeep;

bool fuzz(const QByteArray &data)
{
    static const WikiFileReader reader;
    const Result<QList<WikiTable>> tables = reader.read(data);
    if (!tables)
        return false;
    std::ignore = readWikiMatrix(*tables);
    return !tables->isEmpty();
}

QByteArrayList seeds()
{
    return {
        "<html><table><tr><th>Server</th><th>OS</th></tr><tr><td rowspan=2>a<br>b</td><td><s>x</s></td></tr></table>",
        "# A\n\n| Server | OS |\n|---|---|\n| a | **b** [c](http://d) |\n",
        "<ac:structured-macro ac:name=\"x\"><ac:rich-text-body><table><tr><td>1</td></tr></table></ac:rich-text-body>"
        "</ac:structured-macro>",
        "MIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n"
        "<table><tr><td>=C3=A9</td></tr></table>\n"};
}
