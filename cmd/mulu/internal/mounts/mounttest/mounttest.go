// Package mounttest lets tests mount, where the system can: only tests for Linux import it.
package mounttest
