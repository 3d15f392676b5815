El ayuntamiento aprobó el martes una nueva línea de tranvía tras dos años de debate.
Se espera que los primeros tranvías circulen en la primavera de 2028.
"Ya hemos esperado bastante", dijo la alcaldesa, Helena Duarte.
La línea unirá el puerto con la universidad y transportará a 45.000 pasajeros al día.
Los vecinos del casco antiguo temen que las obras cierren sus tiendas durante meses.
El Gobierno no pagará las reparaciones.
Una fuerte lluvia inundó varias calles en el norte del país la noche del domingo.
Los bomberos rescataron a 17 personas de sus casas; nadie resultó herido.
Las escuelas permanecerán cerradas hasta el miércoles, anunció el ministerio.
La selección nacional ganó la final por 3-1 y regresa a casa el lunes.
