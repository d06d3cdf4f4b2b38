#!/bin/sh
# Rebuilds charsets.jar from java/. Needs a JDK (javac, jar); users of p80 never need this.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
classes=$(mktemp -d)
trap 'rm -rf "$classes"' EXIT
javac --release 11 -Xlint:all -Werror -d "$classes" "$here"/java/simulator/charsets/*.java
cp -R "$here/java/META-INF" "$classes/"
# A fixed date makes the jar the same byte for byte whenever it is built.
jar --create --date=2026-01-01T00:00:00Z --file "$here/charsets.jar" -C "$classes" .
