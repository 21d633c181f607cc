// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/process/shelltools.h"
#include "tests/support/testmain.h"

using namespace Nightkeep;

class TstShellTools : public QObject
{
    Q_OBJECT

private slots:
    void theReaderFindsEveryTool();
};

void TstShellTools::theReaderFindsEveryTool()
{
    const QMap<QByteArray, QByteArrayList> tools =
        toolsOf("# not this\n"
                "say() { # nor this\n    one -a \"$(two --b=c \"$x\")\" 2>&1\n}\n"
                "unused() {\n    none\n}\n"
                "kept='\nthree\n'\n"
                "case $x in\nfour | 'five') six ;;\n*) seven && ! eight || nine | ten ;;\nesac\n"
                "if a=b eleven; then say; fi\n"
                "timeout -k 1 \"$n\" twelve -d\n"
                "find . -exec thirteen -e {} +\n"
                "x=$((1 + $(fourteen))) y=${z#\"$(seventeen)\"} ${z##*) }\n"
                "trap 'fifteen' EXIT; for each in none; do sixteen; done\n"
                "echo none >none; (eighteen) </dev/null &\n"
                "nineteen <<END | twenty\nnone here\nEND\n");
    QCOMPARE(tools.value("one"), QByteArrayList {"-a"});
    QCOMPARE(tools.value("two"), QByteArrayList {"--b"});
    QCOMPARE(tools.value("thirteen"), QByteArrayList {"-e"});
    QCOMPARE(tools.value("find"), QByteArrayList {"-exec"});
    QCOMPARE(tools.keys().join(' '),
             QByteArray("eight eighteen eleven fifteen find fourteen nine nineteen one seven seventeen six sixteen ten "
                        "thirteen three timeout twelve twenty two"));
}

NIGHTKEEP_TEST(TstShellTools, unit, Core)
#include "tst_shelltools.moc"
