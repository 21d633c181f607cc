// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/bytepath.h"
#include "models/base/described.h"
#include "models/base/result.h"
#include "models/base/sharedtext.h"

#include <QDate>
#include <QDateTime>
#include <QHash>
#include <QJsonArray>
#include <QJsonObject>

#include <algorithm>
#include <concepts>
#include <type_traits>

namespace Nightkeep {

// JSON of described types (models/base/described.h), written and read strictly.

/// Text as every database gives it back: never null, and without lone surrogates, which UTF-8 has no
/// room for and which would else break the audit log's hashes.
[[nodiscard]] QString storable(const QString &text);
/// "2008-11-29T03:15:00.000Z"; empty for an invalid moment.
[[nodiscard]] QString momentText(const QDateTime &moment);
/// Invalid for an empty text and for one that is no moment in that form.
[[nodiscard]] QDateTime momentFromText(const QString &text);
/// Parses one document whose outermost value is an object; BadInput with the offset.
[[nodiscard]] Result<QJsonObject> parseJsonObject(const QByteArray &document);
/// The smallest text of an object.
[[nodiscard]] QString compactJson(const QJsonObject &object);

/// Where in a document a value stands; only a fault makes a text of it.
struct JsonPlace
{
    QString root = {}; ///< for people, where the document is a part of something
    const JsonPlace *above = nullptr;
    const char *name = nullptr;
    qsizetype index = -1;

    [[nodiscard]] QString text() const; ///< "servers[3].wanted[0]"
};

/// The first thing found wrong while a document is read. Reading goes on with empty values; nothing of it
/// is used when there is a fault.
class JsonFault
{
public:
    void add(const QString &place, const QString &reason);
    void refuse(const JsonPlace &place, const QString &value); ///< the value makes no sense there
    [[nodiscard]] bool found() const { return m_found; }
    /// BadInput naming the place and the reason.
    [[nodiscard]] Error error() const;

private:
    bool m_found = false;
    QString m_place;
    QString m_reason;
};

/// Who reads what is written.
enum class JsonManner {
    Stored, ///< the program itself: bytes percent-encoded, moments with milliseconds
    Packed, ///< the same, of which there is much: without what may be missing and is as it is by itself
    /// Other programs: a path is text, and where its bytes are not UTF-8 stands a second time, percent-encoded,
    /// as "pathBytes" or "<name>Bytes"; what is unknown is null.
    CommandLine,
    Brief, ///< the same for the audit log: without what is as it is by itself
};

[[nodiscard]] constexpr bool isForOthers(JsonManner manner)
{
    return manner == JsonManner::CommandLine || manner == JsonManner::Brief;
}

// How the command line writes a path: `name` as text, and where the bytes are not UTF-8 also percent-encoded.
// insertPath() of models/base/bytepath.h is for the path that an object is about.
void insertOtherPath(QJsonObject &object, const QString &name, const BytePath &path);
/// In a list: its text, or {path, pathBytes} where the bytes are not UTF-8.
[[nodiscard]] QJsonArray pathsJson(const QList<BytePath> &paths);
/// Without milliseconds; null where unknown.
[[nodiscard]] QJsonValue momentJson(const QDateTime &moment);

namespace Json {

[[nodiscard]] QString readText(const QJsonValue &json, const JsonPlace &place, JsonFault &fault);
[[nodiscard]] QByteArray readBytes(const QJsonValue &json, const JsonPlace &place, JsonFault &fault);
[[nodiscard]] bool readBool(const QJsonValue &json, const JsonPlace &place, JsonFault &fault);
[[nodiscard]] qint64 readInteger(const QJsonValue &json, const FieldRules &rules, const JsonPlace &place,
                                 JsonFault &fault);
[[nodiscard]] QDateTime readMoment(const QJsonValue &json, const JsonPlace &place, JsonFault &fault);
[[nodiscard]] QDate readDate(const QJsonValue &json, const JsonPlace &place, JsonFault &fault);
[[nodiscard]] QJsonArray readArray(const QJsonValue &json, const JsonPlace &place, JsonFault &fault);
[[nodiscard]] QJsonObject readObject(const QJsonValue &json, const JsonPlace &place, JsonFault &fault);
/// Of an element of a hash: the value by its name or its former one.
[[nodiscard]] QJsonValue readPart(const QJsonObject &pair, const char *name, const char *former, const JsonPlace &place,
                                  JsonFault &fault);
/// The field's value by its name or its former one; undefined, and a fault unless it may be so, if it is missing.
[[nodiscard]] QJsonValue readField(const QJsonObject &object, const char *name, const FieldRules &rules,
                                   const JsonPlace &place, JsonFault &fault);
void refuseUnknown(const QJsonObject &object, const QStringList &known, const JsonPlace &place, JsonFault &fault);
/// Older payloads put each word of a list into an object of its own.
[[nodiscard]] QJsonValue unwrapped(const QJsonValue &word);

[[nodiscard]] QJsonValue writeBytes(const QByteArray &bytes);
[[nodiscard]] QJsonValue writeMoment(const QDateTime &moment, JsonManner manner);
[[nodiscard]] QJsonValue writeDate(const QDate &date);

template<typename T> struct Kind
{
    static constexpr bool optional = false;
    static constexpr bool list = false;
    static constexpr bool hash = false;
};
template<typename T> struct Kind<std::optional<T>> : Kind<void>
{
    static constexpr bool optional = true;
};
template<typename T> struct Kind<QList<T>> : Kind<void>
{
    static constexpr bool list = true;
};
template<typename K, typename V> struct Kind<QHash<K, V>> : Kind<void>
{
    static constexpr bool hash = true;
};

template<typename T>
void read(const QJsonValue &json, T &value, const FieldRules &rules, const JsonPlace &place, JsonFault &fault);

/// Gives how many of the object's fields are known.
template<Described T>
qsizetype readFields(const QJsonObject &object, T &value, const JsonPlace &place, JsonFault &fault)
{
    qsizetype known = 0;
    forEachField<T>([&](const auto &field) {
        auto &member = value.*field.member;
        using Member = std::remove_reference_t<decltype(member)>;
        if constexpr (Described<Member>) {
            if (field.rules.inlined) {
                known += readFields(object, member, place, fault);
                return;
            }
        }
        const JsonPlace at {{}, &place, field.name};
        const QJsonValue json = readField(object, field.name, field.rules, at, fault);
        known += json.isUndefined() ? 0 : 1;
        if (!json.isUndefined() && !(json.isNull() && field.rules.mayBeMissing))
            read(json, member, field.rules, at, fault);
    });
    return known;
}

template<Described T> void collectNames(QStringList &names)
{
    forEachField<T>([&names](const auto &field) {
        using Member = std::remove_cvref_t<decltype(std::declval<T>().*field.member)>;
        if constexpr (Described<Member>) {
            if (field.rules.inlined) {
                collectNames<Member>(names);
                return;
            }
        }
        names.append(QLatin1String(field.name));
    });
}

template<typename T>
void readList(const QJsonValue &json, QList<T> &list, const FieldRules &rules, const JsonPlace &place, JsonFault &fault)
{
    const QJsonArray array = readArray(json, place, fault);
    list.clear();
    list.reserve(array.size());
    for (qsizetype i = 0; i < array.size(); ++i) {
        constexpr bool word = std::is_same_v<T, QString> || std::is_enum_v<T>;
        T element {};
        read(word ? unwrapped(array.at(i)) : array.at(i), element, rules, {{}, &place, nullptr, i}, fault);
        list.append(element);
    }
}

template<typename K, typename V>
void readHash(const QJsonValue &json, QHash<K, V> &hash, const FieldRules &rules, const JsonPlace &place,
              JsonFault &fault)
{
    const QJsonArray array = readArray(json, place, fault);
    hash.clear();
    for (qsizetype i = 0; i < array.size(); ++i) {
        const JsonPlace at {{}, &place, nullptr, i};
        const QJsonObject pair = readObject(array.at(i), at, fault);
        K key {};
        V value {};
        const JsonPlace keyAt {{}, &at, rules.key};
        read(readPart(pair, rules.key, rules.formerKey, keyAt, fault), key, {}, keyAt, fault);
        const JsonPlace valueAt {{}, &at, rules.value};
        read(readPart(pair, rules.value, rules.formerValue, valueAt, fault), value, {}, valueAt, fault);
        if (pair.size() != 2)
            refuseUnknown(pair, {QLatin1String(rules.key), QLatin1String(rules.value)}, at, fault);
        if (hash.contains(key))
            fault.refuse(place, array.at(i).toObject().value(QLatin1String(rules.key)).toString());
        hash.insert(key, value);
    }
}

template<typename T>
void read(const QJsonValue &json, T &value, const FieldRules &rules, const JsonPlace &place, JsonFault &fault)
{
    if constexpr (std::is_same_v<T, QString> || std::is_same_v<T, SharedText>) {
        value = readText(json, place, fault);
    } else if constexpr (std::is_same_v<T, QByteArray>) {
        value = readBytes(json, place, fault);
        if (rules.allows && !rules.allows(value))
            fault.refuse(place, json.toString());
    } else if constexpr (std::is_same_v<T, QDateTime>) {
        value = readMoment(json, place, fault);
    } else if constexpr (std::is_same_v<T, QDate>) {
        value = readDate(json, place, fault);
    } else if constexpr (std::is_same_v<T, bool>) {
        value = readBool(json, place, fault);
    } else if constexpr (std::is_enum_v<T>) {
        const QString word = readText(json, place, fault);
        const std::optional<T> known = fromName<T>(word);
        if (!known)
            fault.refuse(place, word);
        value = known.value_or(T {});
    } else if constexpr (std::is_integral_v<T>) {
        FieldRules fitting = rules;
        fitting.least = std::max<qint64>(rules.least, std::numeric_limits<T>::min());
        fitting.most = std::min<qint64>(rules.most, std::numeric_limits<T>::max());
        value = static_cast<T>(readInteger(json, fitting, place, fault));
    } else if constexpr (Kind<T>::optional) {
        if (json.isNull())
            value.reset();
        else
            read(json, value.emplace(), rules, place, fault);
    } else if constexpr (Kind<T>::list) {
        readList(json, value, rules, place, fault);
    } else if constexpr (Kind<T>::hash) {
        readHash(json, value, rules, place, fault);
    } else {
        static_assert(Described<T>);
        const QJsonObject object = readObject(json, place, fault);
        if (readFields(object, value, place, fault) == object.size())
            return;
        QStringList known;
        collectNames<T>(known);
        refuseUnknown(object, known, place, fault);
    }
}

template<typename T> [[nodiscard]] QJsonValue write(const T &value, const FieldRules &rules, JsonManner manner);

template<Described T> void writeFields(QJsonObject &object, const T &value, JsonManner manner)
{
    forEachField<T>([&](const auto &field) {
        const auto &member = value.*field.member;
        using Member = std::remove_cvref_t<decltype(member)>;
        const QString name = QLatin1String(field.name);
        if constexpr (Described<Member>) {
            if (field.rules.inlined) {
                writeFields(object, member, manner);
                return;
            }
        }
        const auto &byItself = blank<T>().*field.member;
        if constexpr (std::equality_comparable<Member>) {
            const bool mayGo = manner == JsonManner::Brief ? !std::is_enum_v<Member>
                                                           : manner == JsonManner::Packed && field.rules.mayBeMissing;
            if (mayGo && member == byItself)
                return;
        }
        if constexpr (std::is_same_v<Member, QByteArray>) {
            if (isForOthers(manner)) {
                field.rules.namesObject ? insertPath(object, name, member) : insertOtherPath(object, name, member);
                return;
            }
        } else if constexpr (std::is_integral_v<Member> && std::is_signed_v<Member>) {
            // A number that is -1 by itself is one that may be unknown.
            if (isForOthers(manner) && byItself == -1 && member < 0) {
                object.insert(name, QJsonValue());
                return;
            }
        }
        object.insert(name, write(member, field.rules, manner));
    });
}

template<typename K, typename V>
[[nodiscard]] QJsonValue writeHash(const QHash<K, V> &hash, const FieldRules &rules, JsonManner manner)
{
    QList<K> keys = hash.keys();
    std::sort(keys.begin(), keys.end());
    if constexpr (std::is_same_v<K, QString> && std::is_same_v<V, QString>) {
        if (isForOthers(manner)) {
            QJsonObject texts;
            for (const K &key : keys)
                texts.insert(key, hash.value(key).isEmpty() ? QJsonValue() : QJsonValue(hash.value(key)));
            return texts;
        }
    }
    QJsonArray array;
    for (const K &key : keys) {
        QJsonObject pair;
        const QString name = QLatin1String(rules.key);
        if constexpr (std::is_same_v<K, QByteArray>) {
            if (isForOthers(manner))
                insertPath(pair, name, key);
        }
        if (!pair.contains(name))
            pair.insert(name, write(key, {}, manner));
        pair.insert(QLatin1String(rules.value), write(hash.value(key), {}, manner));
        array.append(pair);
    }
    return array;
}

template<typename T> [[nodiscard]] QJsonValue write(const T &value, const FieldRules &rules, JsonManner manner)
{
    if constexpr (std::is_same_v<T, QString> || std::is_same_v<T, SharedText>) {
        return storable(value);
    } else if constexpr (std::is_same_v<T, QByteArray>) {
        return isForOthers(manner) ? pathsJson({value}).first() : writeBytes(value);
    } else if constexpr (std::is_same_v<T, QDateTime>) {
        return writeMoment(value, manner);
    } else if constexpr (std::is_same_v<T, QDate>) {
        return writeDate(value);
    } else if constexpr (std::is_same_v<T, bool>) {
        return value;
    } else if constexpr (std::is_enum_v<T>) {
        return nameOf(value);
    } else if constexpr (std::is_integral_v<T>) {
        return qint64(value);
    } else if constexpr (Kind<T>::optional) {
        return value ? write(*value, rules, manner) : QJsonValue(QJsonValue::Null);
    } else if constexpr (Kind<T>::list) {
        QJsonArray array;
        for (const auto &element : value)
            array.append(write(element, rules, manner));
        return array;
    } else if constexpr (Kind<T>::hash) {
        return writeHash(value, rules, manner);
    } else {
        QJsonObject object;
        writeFields(object, value, manner);
        return object;
    }
}

} // namespace Json

template<Described T> [[nodiscard]] QJsonObject toJson(const T &value, JsonManner manner = JsonManner::Stored)
{
    QJsonObject object;
    Json::writeFields(object, value, manner);
    return object;
}

/// Reads what toJson() writes in the stored manner, or packed. A field that is missing, of the wrong type, out of range
/// or unknown is a fault.
template<Described T> [[nodiscard]] T fromJson(const QJsonValue &json, JsonFault &fault, const JsonPlace &place = {})
{
    T value {};
    Json::read(json, value, {}, place, fault);
    return value;
}

/// The same from a text that stands alone; `what` names it for people.
template<Described T> [[nodiscard]] Result<T> fromJsonText(const QByteArray &text, const QString &what)
{
    const Result<QJsonObject> object = parseJsonObject(text);
    JsonFault fault;
    T value = fromJson<T>(object ? QJsonValue(*object) : QJsonValue(), fault, JsonPlace {what});
    if (fault.found())
        return fail(fault.error());
    return value;
}

} // namespace Nightkeep
