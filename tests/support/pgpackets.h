// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayList>
#include <QList>

#include <optional>

/// What PostgreSQL and its client library say to each other (protocol 3).
namespace Nightkeep::PgPackets {

struct Said
{
    bool byServer = true;
    QByteArray packet;
};
using Talk = QList<Said>;

inline QByteArray number(quint32 value, int width)
{
    QByteArray bytes;
    for (int i = width; i-- > 0;)
        bytes += char(value >> (8 * i) & 0xff);
    return bytes;
}

inline QByteArray word(const QByteArray &text)
{
    return text + '\0';
}

inline QByteArray packet(char type, const QByteArray &payload)
{
    return QByteArray(1, type) + number(quint32(payload.size() + 4), 4) + payload;
}

inline QByteArray startup(quint32 protocol = 3 << 16)
{
    const QByteArray payload =
        number(protocol, 4) + word("user") + word("workspace") + word("database") + word("moodle") + '\0';
    return number(quint32(payload.size() + 4), 4) + payload;
}

/// A way of logging in that the server asks for.
inline QByteArray way(quint32 way, const QByteArray &data = {})
{
    return packet('R', number(way, 4) + data);
}

inline QByteArray ready(char state = 'I')
{
    return packet('Z', QByteArray(1, state));
}

inline QByteArray setting(const QByteArray &name, const QByteArray &value)
{
    return packet('S', word(name) + word(value));
}

/// An error or, by another letter, a notice.
inline QByteArray error(const QByteArray &code, const QByteArray &text, char type = 'E')
{
    return packet(type, 'S' + word("ERROR") + 'C' + word(code) + 'M' + word(text) + '\0');
}

inline QByteArray columns(const QByteArrayList &names, int format = 0)
{
    QByteArray payload = number(quint32(names.size()), 2);
    for (const QByteArray &name : names)
        payload += word(name) + number(0, 4) + number(0, 2) + number(1043, 4) + number(0xffff, 2)
            + number(0xffffffff, 4) + number(quint32(format), 2);
    return packet('T', payload);
}

inline QByteArray row(const QList<std::optional<QByteArray>> &values)
{
    QByteArray payload = number(quint32(values.size()), 2);
    for (const std::optional<QByteArray> &value : values)
        payload += value ? number(quint32(value->size()), 4) + *value : number(0xffffffff, 4);
    return packet('D', payload);
}

inline QByteArray complete(const QByteArray &words)
{
    return packet('C', word(words));
}

inline QByteArray query(const QByteArray &text)
{
    return packet('Q', word(text));
}

// Of SCRAM: what each side says, in its turn.

inline QByteArray scramBegins(const QByteArray &name = "SCRAM-SHA-256")
{
    return way(10, word(name) + '\0');
}

inline QByteArray scramFirst(const QByteArray &said = "n,,n=,r=abc", const QByteArray &name = "SCRAM-SHA-256")
{
    return packet('p', word(name) + number(quint32(said.size()), 4) + said);
}

inline QByteArray scramAsks(const QByteArray &rounds = "4096")
{
    return way(11, "r=abcdef,s=c2FsdA==,i=" + rounds);
}

inline QByteArray scramLast(const QByteArray &said = "c=biws,r=abcdef,p=cHJvb2Y=")
{
    return packet('p', said);
}

inline QByteArray scramProves()
{
    return way(12, "v=c2lnbmF0dXJl");
}

/// What follows once it lets in.
inline Talk letIn()
{
    return {{true, way(0)},
            {true, setting("server_version", "15.3")},
            {true, packet('K', number(4711, 4) + number(1, 4))},
            {true, ready()}};
}

inline Talk scramLogin()
{
    return Talk {{false, startup()},  {true, scramBegins()}, {false, scramFirst()},
                 {true, scramAsks()}, {false, scramLast()},  {true, scramProves()}}
    + letIn();
}

inline Talk md5Login()
{
    return Talk {{false, startup()}, {true, way(5, "salt")}, {false, packet('p', word("md5" + QByteArray(32, 'a')))}}
    + letIn();
}

/// A setting, a statement that is prepared and answered, one that is refused, and the goodbye.
inline Talk statements()
{
    return {{false, query("SET default_transaction_read_only = on")},
            {true, complete("SET")},
            {true, ready()},
            {false, query("EXECUTE one ('x')")},
            {true, columns({"name", "value"})},
            {true, row({QByteArray("keep"), std::nullopt})},
            {true, error("00000", "all is well", 'N')},
            {true, row({QByteArray("hour"), QByteArray()})},
            {true, complete("SELECT 2")},
            {true, ready()},
            {false, query("SELECT nothing")},
            {true, error("42P01", "no such table")},
            {true, ready()},
            {false, query("")},
            {true, packet('I', {})},
            {true, ready()},
            {false, packet('X', {})}};
}

} // namespace Nightkeep::PgPackets
