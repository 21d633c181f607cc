// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QDir>
#include <QList>
#include <QString>
#include <QStringList>

namespace Nightkeep {

/// What names would leave behind if a shell, tar or ssh ran them: files of this beginning, in
/// whatever folder that happens.
inline QString canaryPrefix()
{
    return QStringLiteral("nk-canary");
}

/// Canaries in these folders, themselves only.
inline QStringList canariesIn(const QStringList &folders)
{
    QStringList found;
    for (const QString &folder : folders) {
        for (const QString &name : QDir(folder).entryList({canaryPrefix() + u'*'}, QDir::AllEntries | QDir::Hidden))
            found += folder + u'/' + name;
    }
    return found;
}

/// Names that a file system takes and that programs have stumbled over: one component each, no two
/// alike, none with a slash or a NUL.
inline QList<QByteArray> hostileFolderNames()
{
    QList<QByteArray> names {
        // What a shell would run.
        "$(touch nk-canary-1)",
        "`touch nk-canary-2`",
        ";touch nk-canary-3;",
        "|touch nk-canary-4",
        "&touch nk-canary-5&",
        "a\ntouch nk-canary-6\n",
        "';touch nk-canary-7;'",
        "\";touch nk-canary-8;\"",
        "$(touch${IFS}nk-canary-9)",
        "&&touch nk-canary-10",
        "||touch nk-canary-11",
        "a\rtouch nk-canary-12",
        ">nk-canary-13",
        "<(touch nk-canary-14)",
        "$((x[$(touch nk-canary-15)]))",
        "-exec touch nk-canary-16 ;",
        "${IFS}",
        "$HOME",
        "$0",
        "~",
        "~root",
        "!!",
        "#",
        "a#b",
        "{a,b}",
        "[a-z]",
        "(a)",
        "a=b",
        // What programs would take for an option.
        "-rf",
        "--",
        "-",
        "--checkpoint=1",
        "--checkpoint-action=exec=touch nk-canary-17",
        "-oProxyCommand=touch nk-canary-18",
        "--help",
        "-e",
        "@nk",
        "+x",
        // What would be expanded or formatted.
        "*",
        "?",
        "a*b",
        "%s",
        "%n%n%n%s",
        "%2F",
        "%00",
        "%",
        "100%",
        "\\",
        "\\n",
        "\\0",
        "\\x41",
        "a\\",
        "\\\\server",
        // White space.
        " ",
        "  ",
        " a",
        "a ",
        "a  b",
        "a.",
        "...",
        "\t",
        "a\tb",
        "\n",
        "a\n",
        "\na",
        "a\n\n",
        "\r",
        "\r\n",
        "\v",
        "\f",
        // What would be drawn or obeyed by a terminal.
        "\x1b[31mred\x1b[0m",
        "\x1b]0;title\x07",
        "\x1b[2J",
        "\b\b\b",
        "\x7f",
        "\xc2\x9b"
        "31m",
        "\xc2\x85",
        // What would be read as markup or as a formula.
        "<b>bold",
        "<img src=x onerror=alert(1)>",
        "<script>alert(1)",
        "&lt;b&gt;",
        "&amp;",
        "&#60;",
        "<!--",
        "]]>",
        "<table>",
        "<a href=\"mailto:x\">",
        "\"",
        "'",
        "''",
        "a\"b",
        "a'b",
        "=1+1",
        "=cmd|'calc'!A0",
        ",",
        ";",
        "a,b\"c",
        "\"quoted\"",
        "javascript:alert(1)",
        "Subject: x",
        "a\r\nBcc: all@example.org",
        // What looks like something else.
        "\xe2\x80\xae"
        "txt.exe",
        "\xe2\x80\x8f"
        "a",
        "\xe2\x81\xa6"
        "a\xe2\x81\xa9",
        "a\xe2\x80\x8b"
        "b",
        "\xef\xbb\xbf"
        "bom",
        "\xe2\x80\xa8",
        "\xe2\x80\xa9",
        "\xc2\xad",
        "\xc2\xa0",
        "a\xc2\xa0"
        "b",
        "a\xe3\x80\x80"
        "b",
        "a\xe2\x80\x87"
        "b",
        "\xc3\xa9t\xc3\xa9",
        "e\xcc\x81te\xcc\x81",
        "\xd7\xa9\xd7\x9c\xd7\x95\xd7\x9d",
        "\xf0\x9f\x92\xbe\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x92\xbb",
        "\xce\xbf",
        "o",
        "O",
        "\xef\xbc\x8f",
        // What is no UTF-8.
        "\xff",
        "\xfe\xff",
        "\xc3",
        "\xc3(",
        "\xc0\xaf",
        "\xed\xa0\x80",
        "\xf4\x90\x80\x80",
        "caf\xe9",
        "a\x80"
        "b",
        "\\xff",
        "\xe9\\xe9",
        // What is long or reserved elsewhere.
        QByteArray(255, 'x'),
        QByteArray(254, 'x') + "\n",
        QByteArray(127, '\n'),
        "CON",
        "NUL.txt",
        ".hidden",
        "..a",
    };
    for (const char *percent : {"<b>%1<p>", "%1%2%3"}) // what QString::arg would fill in
        names += percent;
    return names;
}

/// Host names that no ssh may be given.
inline QStringList hostileHostNames()
{
    return {QStringLiteral("-oProxyCommand=touch nk-canary-h1"),
            QStringLiteral("-"),
            QStringLiteral("--"),
            QStringLiteral("-vvv"),
            QStringLiteral("a;touch nk-canary-h2"),
            QStringLiteral("$(touch nk-canary-h3)"),
            QStringLiteral("`touch nk-canary-h4`"),
            QStringLiteral("a|touch nk-canary-h5"),
            QStringLiteral("a&b"),
            QStringLiteral("a b"),
            QStringLiteral(" a"),
            QStringLiteral("a\nb"),
            QStringLiteral("a\n"),
            QStringLiteral("\ttab"),
            QStringLiteral("a\r\nb"),
            QStringLiteral("\x1b[31mred"),
            QStringLiteral("<b>bold</b>"),
            QStringLiteral("<img src=x>"),
            QStringLiteral("&amp;"),
            QStringLiteral("a\"b"),
            QStringLiteral("a'b"),
            QStringLiteral("a\\b"),
            QStringLiteral("a/b"),
            QStringLiteral("../../etc"),
            QStringLiteral("*"),
            QStringLiteral("?"),
            QStringLiteral("~"),
            QStringLiteral("#x"),
            QStringLiteral("!x"),
            QStringLiteral("{a,b}"),
            QStringLiteral("[::1]"),
            QStringLiteral("(a)"),
            QStringLiteral("a>b"),
            QStringLiteral("=1+1"),
            QStringLiteral("+x"),
            QStringLiteral("@x"),
            QStringLiteral("user@host"),
            QStringLiteral("ssh://host"),
            QStringLiteral("a,b"),
            QStringLiteral("$HOME"),
            QStringLiteral("a\u202eb"),
            QStringLiteral("a\u200bb"),
            QStringLiteral("h\u00f4te"),
            QStringLiteral("\u043eracle"),
            QStringLiteral("\U0001f4be")};
}

} // namespace Nightkeep
